import { IconDownload, IconFile } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttachedFile } from '../../src-shared/files/file-kind.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { tellFailure } from '../app/use-act.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './files.module.css'
import { saveFile } from './save-file.ts'

type FileState = 'here' | 'waiting' | 'refused' | 'elsewhere'

const useFileStates = (hashes: readonly string[]): Readonly<Record<string, FileState>> => {
  const { client } = useApi()
  const { data } = useQuery({
    queryKey: [...queryKeys.files, ...hashes],
    queryFn: ({ signal }) => client.files.states({ hashes: [...hashes] }, { signal }),
  })
  return data?.states ?? {}
}

interface FileProps {
  readonly file: AttachedFile
  readonly state: FileState | undefined
}

const File = ({ file, state }: FileProps) => {
  const { t } = useTranslation('files')
  const { client } = useApi()
  const format = useFormat()
  const [busy, setBusy] = useState(false)
  const download = async () => {
    if (busy) return
    setBusy(true)
    try {
      await saveFile(client, file)
    } catch (error) {
      tellFailure(error)
    } finally {
      setBusy(false)
    }
  }
  const shown = state === 'here' || state === undefined ? null : state
  return (
    <li className={classes.file}>
      <button type="button" className={classes.download} title={t('download', { name: file.name })} onClick={() => void download()}>
        <IconFile aria-hidden="true" />
        <span className={classes.name}>{file.name}</span>
        <span className={classes.detail}>{busy ? t('downloading') : format.size(file.size)}</span>
        <IconDownload aria-hidden="true" />
      </button>
      {shown && (
        <span className={classes.state} data-state={shown} title={t(`${shown}_text`)}>
          {t(shown)}
        </span>
      )}
    </li>
  )
}

/** The files under a note: name, size, where they are; pressed, a file is downloaded. */
export const AttachedFiles = ({ files }: { readonly files: readonly AttachedFile[] }) => {
  const { t } = useTranslation('files')
  const states = useFileStates(files.map(({ hash }) => hash))
  return (
    <ul className={classes.files} aria-label={t('attached')}>
      {files.map((file) => (
        <File key={file.id} file={file} state={states[file.hash]} />
      ))}
    </ul>
  )
}
