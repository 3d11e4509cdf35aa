/** Work under the same name is done one after the other, in the order in which it came; under other names beside it. */
export const createOneAtATime = () => {
  const last = new Map<string, Promise<unknown>>()

  const run = <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const done = (last.get(name) ?? Promise.resolve()).then(work)
    const settled = done.then(
      () => {},
      () => {},
    )
    last.set(name, settled)
    void settled.then(() => {
      if (last.get(name) === settled) last.delete(name)
    })
    return done
  }

  return {
    run,
    /** Settles when nothing is under way any more. */
    idle: async (): Promise<void> => {
      while (last.size > 0) await Promise.all(last.values())
    },
  }
}
