import { v5 } from 'uuid'

const namespace = '0f6d6c1e-6f0b-5d7a-9a53-6f1f5ad1c7a1'

/** The batch under which an import makes tags, sources and options: apart from its contacts, for these may be used elsewhere by the time it is undone. */
export const nameBatchOf = (importBatch: string): string => v5(importBatch, namespace)
