/** A numbered line of a page: what the product does, what is promised, what is measured. */
export interface Line {
  /** `S3.1`, `B12`, `I4`, `F9`, `R1`, `P3`. */
  readonly number: string
  readonly text: string
}

const order = 'SBIFRP'

/** `S2.10` comes after `S2.9`, `B1` after all of S. */
export const compareLines = (left: string, right: string): number => {
  const key = (line: string) => [order.indexOf(line[0] ?? ''), ...line.slice(1).split('.').map(Number)]
  const [one, other] = [key(left), key(right)]
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The numbered lines of a page in Markdown: items of lists (`- S3.1 …`, `- **B2** …`) and first cells of tables (`| R1 | …`). */
export const linesOfPage = (markdown: string): Line[] => {
  const lines: { number: string; text: string }[] = []
  let open = false
  for (const line of markdown.split('\n')) {
    const item = /^\s*[-*] \**(S\d+\.\d+|[BIFRP]\d+)\**[.:]? (.*)$/.exec(line)
    const row = /^\|\s*\**(S\d+\.\d+|[BIFRP]\d+)\**\s*\|\s*(.*?)\s*\|?\s*$/.exec(line)
    const found = item ?? row
    if (found) lines.push({ number: found[1] as string, text: found[2] as string })
    else if (open && /^\s{2,}\S/.test(line)) (lines.at(-1) as { text: string }).text += ` ${line.trim()}`
    if (found || !/^\s{2,}\S/.test(line)) open = item !== null
  }
  return lines
}
