/** Keeps secrets from whoever copies the data folder. */
export interface Secrets {
  /** @throws a plain sentence where the system offers no key store: a secret is never kept as plain text */
  readonly seal: (text: string) => Promise<Uint8Array>
  /** @throws where the key is another, or the sealed bytes were changed */
  readonly open: (sealed: Uint8Array) => Promise<string>
}
