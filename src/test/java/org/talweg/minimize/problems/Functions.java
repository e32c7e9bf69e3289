// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

/** The functions, by the names that the problems call them by. */
public final class Functions {
  private Functions() {}

  /** The function of that name and so many variables. */
  public static SmoothFunction of(String name, int n) {
    return switch (name) {
      case "rosenbrock" -> PlaneFunctions::rosenbrock;
      case "freudenstein-roth" -> PlaneFunctions::freudensteinRoth;
      case "powell-badly-scaled" -> PlaneFunctions::powellBadlyScaled;
      case "brown-badly-scaled" -> PlaneFunctions::brownBadlyScaled;
      case "beale" -> PlaneFunctions::beale;
      case "jennrich-sampson" -> PlaneFunctions::jennrichSampson;
      case "himmelblau" -> PlaneFunctions::himmelblau;
      case "six-hump-camel" -> PlaneFunctions::sixHumpCamel;
      case "helical-valley" -> FittedFunctions::helicalValley;
      case "gaussian" -> FittedFunctions::gaussian;
      case "meyer" -> FittedFunctions::meyer;
      case "gulf" -> FittedFunctions::gulf;
      case "box-3d" -> FittedFunctions::box3d;
      case "wood" -> FittedFunctions::wood;
      case "brown-dennis" -> FittedFunctions::brownDennis;
      case "biggs-exp6" -> FittedFunctions::biggsExp6;
      case "osborne-2" -> Osborne2::evaluate;
      case "watson" -> ExtendedFunctions::watson;
      case "extended-rosenbrock" -> ExtendedFunctions::extendedRosenbrock;
      case "powell-singular", "extended-powell" -> ExtendedFunctions::extendedPowell;
      case "penalty-1" -> ExtendedFunctions::penalty1;
      case "variably-dimensioned" -> ExtendedFunctions::variablyDimensioned;
      case "linear-full-rank" -> ExtendedFunctions::linearFullRank;
      case "linear-rank-1" -> ExtendedFunctions::linearRank1;
      case "trigonometric" -> EquationFunctions::trigonometric;
      case "brown-almost-linear" -> EquationFunctions::brownAlmostLinear;
      case "discrete-boundary-value" -> EquationFunctions::discreteBoundaryValue;
      case "broyden-tridiagonal" -> EquationFunctions::broydenTridiagonal;
      case "broyden-banded" -> EquationFunctions::broydenBanded;
      case "chebyquad" -> EquationFunctions::chebyquad;
      case "driver1-rosenbrock" -> LargeFunctions::driver1Rosenbrock;
      case "chained-rosenbrock" -> LargeFunctions::chainedRosenbrock;
      case "tridia" -> LargeFunctions::tridia;
      case "engval1" -> LargeFunctions::engval1;
      case "liarwhd" -> LargeFunctions::liarwhd;
      case "dixmaana" -> LargeFunctions::dixmaana;
      case "quadratic-1e2" -> LargeFunctions.quadratic(2, n);
      case "quadratic-1e4" -> LargeFunctions.quadratic(4, n);
      case "hs4" -> BoxFunctions::hs4;
      case "hs45" -> BoxFunctions::hs45;
      case "linear-box" -> BoxFunctions::linear;
      case "torsion-10-5" -> BoxFunctions.membrane(10, 5);
      case "torsion-30-5" -> BoxFunctions.membrane(30, 5);
      case "obstacle-20" -> BoxFunctions.membrane(20, 0);
      case "nnls-30x12" -> BoxFunctions.leastSquares(30, 12, 0);
      case "box-ls-20x20" -> BoxFunctions.leastSquares(20, 20, 2);
      default -> throw new IllegalArgumentException("no function is called " + name);
    };
  }
}
