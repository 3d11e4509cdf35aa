import type { ServerStore } from './store.ts'

export const epochSetting = 'epoch'

/**
 * Begins a new life of the database, to be called after a backup was restored and before the server starts again: every client takes a new
 * snapshot then, and sends again what the backup does not have (F11).
 */
export const newEpoch = async (store: Pick<ServerStore, 'setSetting'>, newId: () => string): Promise<void> =>
  store.setSetting(epochSetting, newId())
