/** Longer texts hardly come twice, and would fill the memory. */
const longest = 64

/** Answers as `of` does, and knows the answers to the first texts that it was asked about: a column of a table repeats few words. */
export const remembering = <Answer>(of: (text: string) => Answer, most = 1000): ((text: string) => Answer) => {
  const known = new Map<string, Answer>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const answer = of(text)
    if (known.size < most && text.length <= longest) known.set(text, answer)
    return answer
  }
}
