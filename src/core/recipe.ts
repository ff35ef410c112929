/** A function that makes things. */
type Make = (...args: never[]) => object;

/** How a function or another object that is no plain data was made: by which exported function, of what. */
export interface Recipe {
  /** Name under which pipefit exports the maker; `distributions.uniform` is a member. */
  readonly maker: string;
  readonly make: Make;
  readonly args: readonly unknown[];
}

const recipes = new WeakMap<object, Recipe>();

/** Notes how a value was made, so that its like can be made elsewhere; returns the value. */
export function madeBy<T extends object>(value: T, maker: string, make: Make, args: readonly unknown[]): T {
  recipes.set(value, { maker, make, args });
  return value;
}

/** How a value was made, or null where nobody noted it. */
export function recipeOf(value: object): Recipe | null {
  return recipes.get(value) ?? null;
}
