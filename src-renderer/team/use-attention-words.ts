import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Attention } from '../../src-shared/team/team-contract.ts'
import { explainProblem } from '../i18n/explain.ts'
import type feed from '../i18n/pl/feed.json'
import type texts from '../i18n/pl/team.json'

type MutationKey = keyof typeof texts.mutation
type OwnField = keyof typeof texts.field
type FeedField = keyof typeof feed.field

const isMutation = (key: string): key is MutationKey => i18next.exists(`team:mutation.${key}`)
const isOwnField = (field: string): field is OwnField => i18next.exists(`team:field.${field}`)
const isFeedField = (field: string): field is FeedField => i18next.exists(`feed:field.${field}`)

/** Words for a refused write: what it was, and why it was not taken. */
export const useAttentionWords = () => {
  const { t } = useTranslation(['team', 'feed', 'errors', 'leads'])

  const whyOf = ({ reason, holder }: Attention): string => {
    const { code, problems } = reason
    if (code === 'taken') return holder ? t('team:attention.taken', { holder }) : t('team:attention.taken_by_somebody')
    if (code === 'forbidden' && holder) return t('team:attention.forbidden_by', { holder })
    if (code === 'not_found') return t('team:attention.gone')
    // Who is responsible is told by an id, which says nothing to a person.
    const [problem] = problems.filter(({ path }) => code !== 'forbidden' || path !== 'responsible')
    return problem ? `${t(`errors:${code}.title`)}. ${explainProblem(problem)}.` : `${t(`errors:${code}.title`)}.`
  }

  return {
    whatOf: ({ mutation }: Pick<Attention, 'mutation'>): string => {
      const key = mutation.replace('.', '_')
      return t(`team:mutation.${isMutation(key) ? key : 'other'}`)
    },
    whyOf,
    /** Values that are names of the program's own are said in words; what somebody wrote stays as it was. */
    textOf: ({ field, text }: Attention['content'][number]): string => {
      if (field !== 'as') return text
      if (text === 'client' || text === 'unsuitable') return t(`leads:finish.as_${text}`)
      return text
    },
    fieldOf: (field: string): string => {
      // `patch.phones.put.1.typed` is about a phone.
      for (const name of field.split('.')) {
        if (isOwnField(name)) return t(`team:field.${name}`)
        if (isFeedField(name)) return t(`feed:field.${name}`)
      }
      return field
    },
  }
}
