// Its package brings no types. As much of it as a bench needs.
declare module 'pouchdb-node' {
  interface PouchDatabase {
    readonly bulkDocs: (documents: readonly object[]) => Promise<unknown>
    readonly replicate: { readonly to: (target: PouchDatabase, options: object) => Promise<{ readonly docs_written: number }> }
    readonly destroy: () => Promise<void>
  }
  const Pouch: new (path: string) => PouchDatabase
  export default Pouch
}
