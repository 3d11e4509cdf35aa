/** A piece of a line: plain, `**strong**`, `` `a key` ``, or `[a link](#/clients)` to a place in the program. */
export interface Piece {
  readonly type: 'plain' | 'strong' | 'key' | 'link'
  readonly text: string
  readonly href?: string
}

export type Block =
  | { readonly type: 'heading' | 'paragraph'; readonly pieces: readonly Piece[] }
  | { readonly type: 'list' | 'steps'; readonly items: readonly (readonly Piece[])[] }

const pattern = /\*\*(.+?)\*\*|`(.+?)`|\[(.+?)\]\((#\/[\w/-]*)\)/g

export const piecesOf = (line: string): readonly Piece[] => {
  const pieces: Piece[] = []
  let done = 0
  for (const found of line.matchAll(pattern)) {
    const [whole, strong, key, text, href] = found
    if (found.index > done) pieces.push({ type: 'plain', text: line.slice(done, found.index) })
    if (strong !== undefined) pieces.push({ type: 'strong', text: strong })
    else if (key !== undefined) pieces.push({ type: 'key', text: key })
    else pieces.push({ type: 'link', text: text ?? '', href })
    done = found.index + whole.length
  }
  if (done < line.length) pieces.push({ type: 'plain', text: line.slice(done) })
  return pieces
}

const itemStart = /^(?:- |\d+\. )/

const blockOf = (lines: readonly string[]): Block => {
  const [first = ''] = lines
  if (first.startsWith('## ')) return { type: 'heading', pieces: piecesOf(first.slice(3)) }
  if (!itemStart.test(first)) return { type: 'paragraph', pieces: piecesOf(lines.join(' ')) }
  const items: string[] = []
  for (const line of lines) {
    if (itemStart.test(line)) items.push(line.replace(itemStart, ''))
    else items.push(`${items.pop()} ${line.trim()}`)
  }
  return { type: first.startsWith('- ') ? 'list' : 'steps', items: items.map(piecesOf) }
}

/** The little of Markdown that the help is written in: a title, headings, paragraphs and lists, each parted by an empty line. */
export const parseMarkdown = (source: string): { readonly title: string; readonly blocks: readonly Block[] } => {
  const [title = '', ...blocks] = source.trim().split(/\n\s*\n/)
  return { title: title.replace(/^# /, ''), blocks: blocks.map((block) => blockOf(block.split('\n'))) }
}

const plainText = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('')

/** What a block says, without its marks; of a list, each item. */
export const textsOf = (block: Block): readonly string[] => ('items' in block ? block.items.map(plainText) : [plainText(block.pieces)])
