/** Name of a person to begin a form with: what the system calls them at the first start (`anna`, `root`) is none. */
export const offeredName = (name: string): string => (/^[a-z_][a-z0-9._-]*\$?$/.test(name) ? '' : name)
