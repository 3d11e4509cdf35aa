import { useCallback } from 'react'
import type { BadRow } from '../../src-shared/import/import-contract.ts'
import { explainProblem } from '../i18n/explain.ts'
import { useTargetWords } from './use-target-words.ts'

export interface BadRowWords {
  readonly line: number
  readonly field: string
  readonly reason: string
  readonly value: string
}

/** What is wrong with a row, in words. */
export const useBadRowWords = (): ((row: BadRow) => BadRowWords) => {
  const wordOf = useTargetWords()
  return useCallback(
    ({ line, field, value, ...problem }) => ({ line, field: wordOf(field), reason: explainProblem(problem), value }),
    [wordOf],
  )
}
