import { beforeEach, expect, test } from 'vitest'
import { watchNetwork } from './watch-network.ts'

const createScene = () => {
  let beat: () => void = () => undefined
  let now = 0
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState })
  const connection = Object.assign(new EventTarget(), { type: 'wifi' })
  const opened = new EventTarget()
  return {
    scene: {
      window: opened,
      document: page,
      connection,
      setInterval: (work: () => void) => {
        beat = work
        return 1
      },
      clearInterval: () => {
        beat = () => undefined
      },
      now: () => now,
    },
    sleep: (milliseconds: number) => {
      now += milliseconds
    },
    beat: () => beat(),
    page,
    connection,
    opened,
  }
}

let there: ReturnType<typeof createScene>
let changes: number
let stop: () => void

beforeEach(() => {
  there = createScene()
  changes = 0
  stop = watchNetwork(there.scene)(() => {
    changes += 1
  })
})

test('B12 a network that comes back or becomes another one is told at once', () => {
  there.opened.dispatchEvent(new Event('online'))
  there.connection.type = 'ethernet'
  there.connection.dispatchEvent(new Event('change'))
  expect(changes).toBe(2)
})

test('a new estimate of the same network’s speed is no change', () => {
  there.connection.dispatchEvent(new Event('change'))
  expect(changes).toBe(0)
})

test('B12 a computer that slept is told when it wakes up', () => {
  there.sleep(5_000)
  there.beat()
  expect(changes).toBe(0)
  there.sleep(3_600_000)
  there.beat()
  expect(changes).toBe(1)
})

test('the slow timers of a hidden page are no sleep', () => {
  for (let minute = 0; minute < 10; minute++) {
    there.sleep(60_000)
    there.beat()
  }
  expect(changes).toBe(0)
})

test('a page that is looked at again after a while asks how its network is', () => {
  there.sleep(30_000)
  there.page.visibilityState = 'hidden'
  there.page.dispatchEvent(new Event('visibilitychange'))
  expect(changes).toBe(0)
  there.page.visibilityState = 'visible'
  there.page.dispatchEvent(new Event('visibilitychange'))
  expect(changes).toBe(1)
})

test('stopped, it tells nothing', () => {
  stop()
  there.sleep(3_600_000)
  there.beat()
  there.opened.dispatchEvent(new Event('online'))
  there.connection.type = 'cellular'
  there.connection.dispatchEvent(new Event('change'))
  there.page.dispatchEvent(new Event('visibilitychange'))
  expect(changes).toBe(0)
})
