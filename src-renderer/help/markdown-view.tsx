import { Fragment } from 'react'
import { Kbd } from '../ui/kbd.tsx'
import type { Block, Piece } from './markdown.ts'
import classes from './markdown-view.module.css'

// What is written stays in its order for as long as the page is shown: the place is the key.
const withKeys = <Item,>(items: readonly Item[]) => items.map((item, place) => ({ item, key: String(place) }))

const PieceView = ({ piece: { type, text, href } }: { readonly piece: Piece }) => {
  if (type === 'strong') return <b>{text}</b>
  if (type === 'key') return <Kbd>{text}</Kbd>
  return type === 'link' ? <a href={href}>{text}</a> : text
}

const Pieces = ({ pieces }: { readonly pieces: readonly Piece[] }) =>
  withKeys(pieces).map(({ item, key }) => (
    <Fragment key={key}>
      <PieceView piece={item} />
    </Fragment>
  ))

const BlockView = ({ block }: { readonly block: Block }) => {
  if ('items' in block) {
    const List = block.type === 'list' ? 'ul' : 'ol'
    return (
      <List>
        {withKeys(block.items).map(({ item, key }) => (
          <li key={key}>
            <Pieces pieces={item} />
          </li>
        ))}
      </List>
    )
  }
  const Line = block.type === 'heading' ? 'h2' : 'p'
  return (
    <Line>
      <Pieces pieces={block.pieces} />
    </Line>
  )
}

export const MarkdownView = ({ blocks }: { readonly blocks: readonly Block[] }) => (
  <div className={classes.text}>
    {withKeys(blocks).map(({ item, key }) => (
      <BlockView key={key} block={item} />
    ))}
  </div>
)
