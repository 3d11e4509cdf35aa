import type { ApiClient } from '../api/api.ts'

/** An invitation as its server told it, with the link that led to it. */
export type FoundInvitation = Awaited<ReturnType<ApiClient['team']['lookAtInvitation']>> & { readonly link: string }
