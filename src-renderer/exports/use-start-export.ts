import { useCallback } from 'react'
import { useApi } from '../api/api-context.tsx'
import type { ExportInput } from './export-store.ts'
import { runExport } from './run-export.ts'

/** Begins to take contacts or everything out; the file is saved when it is written, wherever the person is by then. */
export const useStartExport = (): ((input: ExportInput) => void) => {
  const api = useApi()
  return useCallback((input) => void runExport(api, input), [api])
}
