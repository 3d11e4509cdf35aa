/** What the plain party does when it is dialled, by the last three digits of the number; any other ending answers and echoes. */
export const behaviours = {
  /** Answers at once and sends back what it hears. */
  echoes: '900',
  /** Rings for a second, then answers and echoes. */
  ringsThenAnswers: '901',
  /** Answers, and hangs up after two seconds. */
  hangsUp: '902',
  /** Rings until the caller or the server gives up. */
  ringsForEver: '903',
  /** 404 Not Found. */
  unknown: '904',
  /** 503 Service Unavailable. */
  unavailable: '905',
  /** 486 Busy Here. */
  busy: '906',
  /** 603 Decline. */
  declines: '907',
  /** Rings for a second, then 480 Temporarily Unavailable: what an exchange says when nobody answered. */
  doesNotAnswer: '908',
  /** Says nothing at all: the server gives up after three seconds with 408. */
  silent: '909',
  /** 183 with sound before the answer, answered after a second. */
  earlyMedia: '910',
} as const

export type Behaviour = keyof typeof behaviours

/** A Polish phone number in E.164 that behaves as told; `index` (0 to 999) tells numbers of one behaviour apart. */
export function phoneThat(behaviour: Behaviour, index = 0): string {
  return `+48601${String(index).padStart(3, '0')}${behaviours[behaviour]}`
}
