import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createApi } from '../api/api.ts'
import { pageTransport } from '../api/page-transport.ts'
import { rememberedLanguage, startTexts } from '../i18n/i18n.ts'
import { dialerWindowName } from '../telephony/dial.ts'
import { createDialer } from './create-dialer.ts'
import { DialerApp } from './dialer-app.tsx'

// A window that was opened by its address is found by its name all the same.
window.name = dialerWindowName

const api = createApi(pageTransport())
await startTexts(rememberedLanguage())
const dialer = createDialer(api)

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <DialerApp api={api} dialer={dialer} />
    </StrictMode>,
  )
}
