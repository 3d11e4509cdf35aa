import { useState } from 'react'
import { FollowLink } from './follow-link.tsx'
import type { FoundInvitation } from './found-invitation.ts'
import { JoinByInvitation } from './join-by-invitation.tsx'
import { JoinByPassword } from './join-by-password.tsx'

interface Props {
  /** The link with which the program was opened. */
  readonly link: string | null
  readonly onBack: () => void
}

type Stage = { readonly at: 'link' | 'password' } | { readonly at: 'invitation'; readonly invitation: FoundInvitation }

/** Into a team that is there already: with the link of an invitation, or with an account that one has. */
export const JoinTeamForm = ({ link, onBack }: Props) => {
  const [stage, setStage] = useState<Stage>({ at: 'link' })
  const [follows, setFollows] = useState(link !== null)
  const toLink = () => {
    // Whoever comes back wants to see the link, not to follow it again.
    setFollows(false)
    setStage({ at: 'link' })
  }
  switch (stage.at) {
    case 'link':
      return (
        <FollowLink
          given={link}
          follows={follows}
          onFound={(invitation) => setStage({ at: 'invitation', invitation })}
          onPassword={() => setStage({ at: 'password' })}
          onBack={onBack}
        />
      )
    case 'invitation':
      return <JoinByInvitation invitation={stage.invitation} onBack={toLink} />
    case 'password':
      return <JoinByPassword onBack={toLink} />
  }
}
