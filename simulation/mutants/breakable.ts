/** By name of a function: what takes its place, given the real one. */
export type Replacements<Module> = { [Name in keyof Module]?: (real: Module[Name]) => Module[Name] };

/**
 * A module whose functions can be replaced while the program runs: each call looks up what takes its place. Where
 * nothing does, it is the module itself.
 */
export function breakable<Module extends object>(
  module: Module,
  replacements: () => Replacements<Module> | undefined,
): Module {
  const copy = { ...module };
  for (const name of Object.keys(module)) {
    const real: unknown = Reflect.get(module, name);
    if (typeof real !== "function") continue;
    Reflect.set(copy, name, (...given: unknown[]) => {
      const replace: unknown = Reflect.get(replacements() ?? {}, name);
      const called: unknown =
        typeof replace === "function" ? Reflect.apply(replace, undefined, [real]) : real;
      return typeof called === "function" ? Reflect.apply(called, undefined, given) : undefined;
    });
  }
  return copy;
}
