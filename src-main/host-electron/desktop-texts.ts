import type { CoreProblem } from './core-messages.ts'

/** What the desktop says where no page is there to say it. */
export const desktopTexts: Readonly<Record<'pl' | 'en', Readonly<Record<CoreProblem, (detail: string) => string>>>> = {
  pl: {
    'data-in-use': (folder) =>
      `Inny program Leadline korzysta już z folderu ${folder}. Zamknij go albo uruchom Leadline z innym folderem (--data).`,
    'start-failed': (reason) => `Leadline nie może się uruchomić. Dane są bezpieczne.\n\n${reason}`,
    'keeps-dying': () => 'Leadline nie może się uruchomić: jego rdzeń kończy pracę zaraz po starcie. Dane są bezpieczne. Uruchom komputer ponownie.',
  },
  en: {
    'data-in-use': (folder) => `Another Leadline is using the folder ${folder}. Close it, or start Leadline with another folder (--data).`,
    'start-failed': (reason) => `Leadline cannot start. Your data is safe.\n\n${reason}`,
    'keeps-dying': () => 'Leadline cannot start: its core ends right after it has begun. Your data is safe. Restart the computer.',
  },
}
