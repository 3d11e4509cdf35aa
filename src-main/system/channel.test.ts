import { describe, expect, it, vi } from 'vitest'
import { createChannel } from './channel.ts'

const take = async <Item>(stream: AsyncGenerator<Item>, count: number): Promise<Item[]> => {
  const items: Item[] = []
  for (let at = 0; at < count; at++) items.push((await stream.next()).value)
  return items
}

describe('a channel', () => {
  it('gives out in order what was put in before and after its reader came', async () => {
    const channel = createChannel<number>(() => {})
    channel.put(1)
    channel.put(2)
    const reading = take(channel.stream, 4)
    channel.put(3)
    channel.put(4)
    expect(await reading).toEqual([1, 2, 3, 4])
  })

  it('ended by the writer, it gives out what is left and closes; later things are lost', async () => {
    const onEnd = vi.fn()
    const channel = createChannel<number>(onEnd)
    channel.put(1)
    channel.end()
    channel.put(2)
    expect([await channel.stream.next(), await channel.stream.next()]).toEqual([
      { value: 1, done: false },
      { value: undefined, done: true },
    ])
    expect(onEnd).toHaveBeenCalledOnce()
  })

  it('ended while its reader waits, it lets the reader go', async () => {
    const channel = createChannel<number>(() => {})
    const waiting = channel.stream.next()
    channel.end()
    expect((await waiting).done).toBe(true)
  })

  it('left by its reader, it tells the writer once', async () => {
    const onEnd = vi.fn()
    const channel = createChannel<number>(onEnd)
    channel.put(1)
    for await (const _ of channel.stream) break
    channel.end()
    expect(onEnd).toHaveBeenCalledOnce()
  })
})
