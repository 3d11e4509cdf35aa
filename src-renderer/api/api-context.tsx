import { createContext, type ReactNode, useContext } from 'react'
import type { Api } from './api.ts'

const ApiContext = createContext<Api | null>(null)

export const ApiProvider = ({ api, children }: { readonly api: Api; readonly children: ReactNode }) => (
  <ApiContext value={api}>{children}</ApiContext>
)

/** The connection to the core that the page was started with. */
export const useApi = (): Api => {
  const api = useContext(ApiContext)
  if (!api) throw new Error('There is no ApiProvider above this component')
  return api
}
