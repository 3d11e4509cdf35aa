import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LineSound } from '../../src-shared/telephony/call-machine.ts'

/** Loudness of everything that is played here, 0 to 1: a headset sits on an ear. */
const loudness = 0.08

interface Pattern {
  /** Hertz, sounded together. */
  readonly tones: readonly number[]
  /** Seconds on and off, over and over. */
  readonly cadence: readonly [number, number]
  /** How often; null until something else is played. */
  readonly times: number | null
}

// Ringback and busy are those of Polish exchanges (ITU-T E.180 supplement 2): 425 Hz, 1 s in 5, half a second in one.
const patterns: Readonly<Record<Exclude<LineSound, 'silence'>, Pattern>> = {
  ring: { tones: [587, 740], cadence: [0.8, 2.2], times: null },
  ringback: { tones: [425], cadence: [1, 4], times: null },
  busy: { tones: [425], cadence: [0.5, 0.5], times: 4 },
  ended: { tones: [425], cadence: [0.2, 0.2], times: 2 },
}

// ITU-T Q.23
const lowTones = [697, 770, 852, 941]
const highTones = [1209, 1336, 1477, 1633]
const keyRows = ['123A', '456B', '789C', '*0#D']

export interface Sounds {
  /** Whether the browser lets nothing be heard: until somebody touches the page. */
  readonly blocked: StoreApi<boolean>
  /** Makes ready to be heard; to be called once, and again whenever the page was touched. */
  readonly unlock: () => void
  /** Plays until the next one; `silence` stops. */
  readonly play: (sound: LineSound) => void
  /** A short tone of a key, for the ear of who presses it. */
  readonly key: (key: string) => void
  /** What the other side of the practice line says: a few soft notes, over and over. Answers what stops it. */
  readonly practiceVoice: () => () => void
}

/** Milliseconds after which sound that was allowed would run. */
const startingTime = 1_000

/** Everything that the telephone plays besides voices: made here, nothing is fetched. */
export const createSounds = (): Sounds => {
  const blocked = createStore<boolean>(() => false)
  let context: AudioContext | null = null
  let stopPlaying: (() => void) | null = null

  const open = (): AudioContext => {
    const opened = new AudioContext()
    const look = () => blocked.setState(opened.state === 'suspended', true)
    opened.addEventListener('statechange', look)
    setTimeout(look, startingTime)
    return opened
  }

  const audio = (): AudioContext => {
    context ??= open()
    // A browser lets a page be heard only after somebody has touched it.
    if (context.state === 'suspended') void context.resume().catch(() => undefined)
    return context
  }

  const beep = (on: AudioContext, tones: readonly number[], seconds: number, volume = loudness) => {
    const gain = on.createGain()
    gain.connect(on.destination)
    const from = on.currentTime
    gain.gain.setValueAtTime(0, from)
    gain.gain.linearRampToValueAtTime(volume / tones.length, from + 0.02)
    gain.gain.setValueAtTime(volume / tones.length, from + seconds - 0.03)
    gain.gain.linearRampToValueAtTime(0, from + seconds)
    const oscillators = tones.map((frequency) => {
      const oscillator = on.createOscillator()
      oscillator.frequency.value = frequency
      oscillator.connect(gain)
      oscillator.start(from)
      oscillator.stop(from + seconds)
      return oscillator
    })
    return () => {
      for (const oscillator of oscillators) oscillator.stop()
      gain.disconnect()
    }
  }

  const repeat = ({ tones, cadence: [on, off], times }: Pattern): (() => void) => {
    const heard = audio()
    let played = 0
    let stopBeep: (() => void) | null = null
    const once = () => {
      if (times !== null && played >= times) return clearInterval(timer)
      played += 1
      stopBeep = beep(heard, tones, on)
    }
    const timer = setInterval(once, (on + off) * 1000)
    once()
    return () => {
      clearInterval(timer)
      stopBeep?.()
    }
  }

  return {
    blocked,
    unlock: () => void audio(),
    play: (sound) => {
      stopPlaying?.()
      stopPlaying = sound === 'silence' ? null : repeat(patterns[sound])
    },
    key: (key) => {
      const row = keyRows.findIndex((keys) => keys.includes(key))
      const low = lowTones[row]
      const high = highTones[keyRows[row]?.indexOf(key) ?? -1]
      if (low && high) beep(audio(), [low, high], 0.12)
    },
    practiceVoice: () => {
      const notes = [392, 494, 587, 494]
      const heard = audio()
      let at = 0
      const timer = setInterval(() => {
        beep(heard, [notes[at++ % notes.length] ?? 392], 0.35, loudness / 2)
      }, 900)
      return () => clearInterval(timer)
    },
  }
}

/** Plays a remote voice in an element of its own. */
export const playStream = (stream: MediaStream): (() => void) => {
  const element = document.createElement('audio')
  element.autoplay = true
  element.srcObject = stream
  document.body.append(element)
  void element.play().catch(() => undefined)
  return () => {
    element.srcObject = null
    element.remove()
  }
}
