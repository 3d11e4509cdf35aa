import { v5 } from 'uuid'

const space = '6f1c7f2e-3c35-4d0c-9f55-0d9b1a3c8a11'

/** The id of the note of a call: the same for the core and for every page, so that a note can be typed while the core is away. */
export const noteIdOfCall = (callId: string): string => v5(callId, space)
