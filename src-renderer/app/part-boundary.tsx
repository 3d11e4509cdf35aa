import { Modal } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/error-state.tsx'

interface Props {
  readonly children: ReactNode
  /** Of a dialog: its failure is a dialog too, and is closed by this. */
  readonly onClose?: () => void
}

const Failure = ({ error, onClose }: { readonly error: unknown; readonly onClose?: (() => void) | undefined }) => {
  const { t } = useTranslation('app')
  const state = <ErrorState error={error} onRetry={() => window.location.reload()} retryLabel={t('load_again')} />
  if (!onClose) return state
  return (
    <Modal opened onClose={onClose} size="var(--dialog)" closeButtonProps={{ 'aria-label': t('close') }}>
      {state}
    </Modal>
  )
}

/**
 * Says in place of a part of the page that it cannot be shown: mostly the program was renewed since the page was loaded, and the part
 * is there no more. The rest of the page, and a call on its line, go on. React has no other form for it than a class.
 */
export class PartBoundary extends Component<Props, { readonly failure: { readonly error: unknown } | null }> {
  override state: { readonly failure: { readonly error: unknown } | null } = { failure: null }

  static getDerivedStateFromError(error: unknown) {
    return { failure: { error } }
  }

  override render() {
    const { failure } = this.state
    return failure ? <Failure error={failure.error} onClose={this.props.onClose} /> : this.props.children
  }
}
