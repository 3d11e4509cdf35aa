/** A queue with one reader: what is put in comes out of `stream` in order, until either side ends it. */
export interface Channel<Item> {
  readonly put: (item: Item) => void
  readonly end: () => void
  readonly stream: AsyncGenerator<Item, void, void>
}

export const createChannel = <Item>(onEnd: () => void): Channel<Item> => {
  const items: Item[] = []
  let wake: (() => void) | null = null
  let ended = false

  const rouse = () => {
    wake?.()
    wake = null
  }
  const end = () => {
    if (ended) return
    ended = true
    onEnd()
    rouse()
  }

  async function* read(): AsyncGenerator<Item, void, void> {
    try {
      while (true) {
        const item = items.shift()
        if (item !== undefined) yield item
        else if (ended) return
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      end()
    }
  }

  return {
    put: (item) => {
      if (ended) return
      items.push(item)
      rouse()
    },
    end,
    stream: read(),
  }
}
