import { create } from 'zustand'
import { startOfDay } from '../../src-shared/lib/periods.ts'
import type { AuditKind } from './audit-names.ts'

export const auditPeriods = ['all', 'today', 'week', 'month'] as const
export type AuditPeriod = (typeof auditPeriods)[number]

interface AuditFilters {
  readonly memberId: string | null
  readonly kind: AuditKind | null
  readonly period: AuditPeriod
}

/** Which acts are shown. */
export const useAuditView = create<AuditFilters>(() => ({ memberId: null, kind: null, period: 'all' }))

/** Days before today with which a period begins. */
const days: Readonly<Record<Exclude<AuditPeriod, 'all'>, number>> = { today: 0, week: 6, month: 29 }

/** The moment at which a period begins, its days whole; undefined where everything is asked for. `today` is the start of this day. */
export const periodStart = (period: AuditPeriod, today: number, timeZone: string): number | undefined =>
  period === 'all' ? undefined : startOfDay(today, timeZone, -days[period])
