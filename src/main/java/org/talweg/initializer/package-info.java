/**
 * First values for weights, and the reproducible random stream that draws them.
 *
 * <pre>{@code
 * Parameter weight = Parameter.of("layer1.weight", FloatTensor.zeros(128, 784));
 * He.normal().fill(weight, Fan.outputFirst(weight.value().shape()), 42);
 * }</pre>
 *
 * <p>Or the whole model at once, by rules on names and shapes, with {@link
 * org.talweg.initializer.ModelInitializer}.
 *
 * <p>The scale of a layer's weights decides whether signals keep their size on the way through the
 * network. {@link org.talweg.initializer.LeCun} suits linear, tanh and SELU layers, {@link
 * org.talweg.initializer.Xavier} sigmoid and tanh, {@link org.talweg.initializer.He} ReLU and its
 * leaky relatives; all three are {@linkplain org.talweg.initializer.VarianceScaling one formula}
 * with different gains and fans. {@link org.talweg.initializer.Orthogonal} keeps the size of each
 * signal rather than that of the average one. Biases usually start at zero; {@link
 * org.talweg.initializer.Bias} has the exceptions.
 *
 * <p>With a seed, the value of an element depends on the seed, the parameter's name and the
 * element's index, and on nothing else: not on the order in which parameters are filled, not on
 * threads, the platform or the Java version. (Where elements must fit together, as in an orthogonal
 * matrix, it depends on the shape too.)
 */
@NullMarked
package org.talweg.initializer;

import org.jspecify.annotations.NullMarked;
