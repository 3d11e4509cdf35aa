import type { ErrorCode } from '../../src-shared/lib/errors.ts'

/** What the core needs to know to begin. */
export interface CoreStart {
  readonly dataFolder: string
  readonly language: 'pl' | 'en'
  readonly demo: boolean
  readonly version: string
}

/** Why there is no core, and there will be none. */
export type CoreProblem = 'data-in-use' | 'start-failed' | 'keeps-dying'

/** From the main process to the core. With `port` comes a message port, over which the core serves its API. */
export type ToCore =
  | ({ readonly type: 'start' } & CoreStart)
  | { readonly type: 'port' }
  | { readonly type: 'shutdown' }
  | { readonly type: 'sealed'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly type: 'opened'; readonly id: number; readonly text: string }
  | { readonly type: 'secret-refused'; readonly id: number; readonly code: ErrorCode; readonly reason: string }

/** From the core to the main process, where the system's key store is. */
export type FromCore =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly problem: CoreProblem; readonly detail: string }
  | { readonly type: 'seal'; readonly id: number; readonly text: string }
  | { readonly type: 'open'; readonly id: number; readonly bytes: Uint8Array }
