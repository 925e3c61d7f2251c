/** The same object, every method of which is called by way of `pass`. All its methods must answer promises. */
export function through<Target extends object>(
  target: Target,
  pass: (name: string, call: () => Promise<unknown>) => Promise<unknown>,
): Target {
  return new Proxy(target, {
    get: (_, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...given: unknown[]) =>
        pass(String(name), () => Promise.resolve(Reflect.apply(member, target, given)));
    },
  });
}
