import { type Permission, permissionAreas } from '../../src-shared/team/permissions.ts'
import { may, type Viewer } from '../../src-shared/team/viewer.ts'

/** One thing that somebody sees or may do, or does not. */
export interface SightLine {
  readonly about: Permission | 'directory'
  readonly allowed: boolean
}

export interface SightArea {
  readonly area: (typeof permissionAreas)[number]['area']
  readonly lines: readonly SightLine[]
}

/** All that a group decides about somebody, by what it is about. */
export const sightOf = (viewer: Viewer): readonly SightArea[] =>
  permissionAreas.map(({ area, permissions }) => ({
    area,
    lines: [
      ...permissions.map((permission) => ({ about: permission, allowed: may(viewer, permission) })),
      // Whoever sees everybody has no need of the directory.
      ...(area === 'clients' && !may(viewer, 'customers_view_all') ? [{ about: 'directory' as const, allowed: viewer.directory }] : []),
    ],
  }))
