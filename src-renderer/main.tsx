import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createApi } from './api/api.ts'
import { pageTransport } from './api/page-transport.ts'
import { App } from './app/app.tsx'
import { restorePlace } from './app/navigation.ts'
import { rememberedLanguage, startTexts } from './i18n/i18n.ts'
import { nameMainWindow } from './telephony/open-card.ts'

const api = createApi(pageTransport())

nameMainWindow()
restorePlace()
await startTexts(rememberedLanguage())

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App api={api} />
    </StrictMode>,
  )
}
