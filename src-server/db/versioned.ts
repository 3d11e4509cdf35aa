import type { Writes } from './store.ts'

/** Whether what a transaction writes gives it a version of its own. */
export const isVersioned = ({ rows, touchedRoots, changes }: Writes): boolean => rows.length + touchedRoots.length + changes.length > 0
