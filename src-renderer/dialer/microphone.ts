import { createStore, type StoreApi } from 'zustand/vanilla'

/** What the browser says of the microphone: `ask` means that it asks at the first call, which is a bad moment. */
export type MicrophonePermission = 'unknown' | 'ask' | 'granted' | 'denied'

const constraints: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: false,
}

/** Opens the microphone; rejects as getUserMedia does (W3C mediacapture-streams, 10.2). */
export const openMicrophone = (): Promise<MediaStream> => navigator.mediaDevices.getUserMedia(constraints)

/** Asks for the microphone and lets it go at once, so that no call has to wait for the question. */
export const askForMicrophone = async (): Promise<void> => {
  const stream = await openMicrophone()
  for (const track of stream.getTracks()) track.stop()
}

const words: Readonly<Record<PermissionState, MicrophonePermission>> = { prompt: 'ask', granted: 'granted', denied: 'denied' }

/** Whether the microphone may be used, as it changes. */
export const watchMicrophone = (permissions: Pick<Permissions, 'query'> | undefined): StoreApi<MicrophonePermission> => {
  const store = createStore<MicrophonePermission>(() => 'unknown')
  const watch = async () => {
    const status = await permissions?.query({ name: 'microphone' })
    if (!status) return
    const tell = () => store.setState(words[status.state], true)
    status.addEventListener('change', tell)
    tell()
  }
  // A browser that does not know the question asks at the first call.
  void watch().catch(() => undefined)
  return store
}
