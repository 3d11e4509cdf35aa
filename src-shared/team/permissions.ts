/**
 * What a group may allow, under the names of Teamsale's public API (Group.permissions). Clients are `customers` there. What is one's own
 * (leads one has taken, calls one has made) never needs a permission; `leads_view`, `leads_edit` and `leads_delete` are about those of others.
 */
export const permissionNames = [
  'customers_create',
  'customers_edit',
  'customers_delete',
  'customers_import_export',
  'customers_view_all',
  'calendar_other_users_access',
  'calls_other_users_access',
  'leads_view',
  'leads_edit',
  'leads_delete',
  'leads_import_export',
  'team_add',
  'team_edit',
] as const

export type Permission = (typeof permissionNames)[number]

/** The permissions as the matrix shows them: what they are about. */
export const permissionAreas = [
  {
    area: 'clients',
    permissions: ['customers_view_all', 'customers_create', 'customers_edit', 'customers_delete', 'customers_import_export'],
  },
  { area: 'leads', permissions: ['leads_view', 'leads_edit', 'leads_delete', 'leads_import_export'] },
  { area: 'others', permissions: ['calls_other_users_access', 'calendar_other_users_access'] },
  { area: 'team', permissions: ['team_add', 'team_edit'] },
] as const satisfies readonly { readonly area: string; readonly permissions: readonly Permission[] }[]
