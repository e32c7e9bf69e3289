/**
 * First values for weights, and the reproducible random stream that draws them.
 *
 * <pre>{@code
 * Parameter weight = Parameter.of("layer1.weight", FloatTensor.zeros(128, 784));
 * He.normal().fill(weight, Fan.outputFirst(weight.value().shape()), 42);
 * }</pre>
 *
 * <p>The scale of a layer's weights decides whether signals keep their size on the way through the
 * network. {@link org.talweg.initializer.LeCun} suits linear, tanh and SELU layers, {@link
 * org.talweg.initializer.Xavier} sigmoid and tanh, {@link org.talweg.initializer.He} ReLU and its
 * leaky relatives; all three are {@linkplain org.talweg.initializer.VarianceScaling one formula}
 * with different gains and fans. Biases usually start at {@link
 * org.talweg.initializer.Constant#zeros()}.
 *
 * <p>With a seed, the value of an element depends on the seed, the parameter's name and the
 * element's index, and on nothing else: not on the order in which parameters are filled, not on
 * threads, the platform or the Java version.
 */
@NullMarked
package org.talweg.initializer;

import org.jspecify.annotations.NullMarked;
