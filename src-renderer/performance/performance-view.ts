import { create } from 'zustand'
import type { Measure } from './performance-figures.ts'
import type { PerformancePeriod, PerformanceUnit } from './performance-period.ts'

/** How the columns of the table are made: of the measures, or of the stretches of the one that the chart shows. */
export const performanceTables = ['measures', 'stretches'] as const
export type PerformanceTableOf = (typeof performanceTables)[number]

export interface PerformanceView {
  readonly period: PerformancePeriod
  readonly unit: PerformanceUnit
  readonly measure: Measure
  /** Whose work the chart shows; null for everybody's. */
  readonly personId: string | null
  readonly table: PerformanceTableOf
  /** `name`, `total`, a measure, or the number of a stretch. */
  readonly sortBy: string
  readonly descending: boolean
}

interface ViewStore extends PerformanceView {
  readonly change: (change: Partial<PerformanceView>) => void
}

export const firstPerformanceView: PerformanceView = {
  period: { type: 'week' },
  unit: 'day',
  measure: 'calls',
  personId: null,
  table: 'measures',
  sortBy: 'name',
  descending: false,
}

/** How the figures are looked at: it stays while one goes elsewhere and comes back. */
export const usePerformanceView = create<ViewStore>((set) => ({ ...firstPerformanceView, change: (change) => set(change) }))
