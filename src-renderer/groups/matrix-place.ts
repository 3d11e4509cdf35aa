/** A box of the matrix: row of a permission, column of a group. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** Where a key leads in a matrix of so many rows and columns; null for keys that are no movement. */
export const placeAfter = (key: string, { row, column }: Place, rows: number, columns: number): Place | null => {
  switch (key) {
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column }
    case 'ArrowDown':
      return { row: Math.min(rows - 1, row + 1), column }
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) }
    case 'ArrowRight':
      return { row, column: Math.min(columns - 1, column + 1) }
    case 'Home':
      return { row, column: 0 }
    case 'End':
      return { row, column: columns - 1 }
    default:
      return null
  }
}
