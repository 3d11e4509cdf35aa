import type { CoreProblem } from './core-messages.ts'

interface DesktopTexts {
  readonly problems: Readonly<Record<CoreProblem, (detail: string) => string>>
  readonly quitting: { readonly question: string; readonly stay: string; readonly leave: string }
}

/** What the desktop says where no page is there to say it. */
export const desktopTexts: Readonly<Record<'pl' | 'en', DesktopTexts>> = {
  pl: {
    problems: {
      'data-in-use': (folder) =>
        `Inny program Leadline korzysta już z folderu ${folder}. Zamknij go albo uruchom Leadline z innym folderem (--data).`,
      'start-failed': (reason) => `Leadline nie może się uruchomić. Dane są bezpieczne.\n\n${reason}`,
      'keeps-dying': () =>
        'Program, który zapisuje dane, raz po raz kończy pracę zaraz po starcie. Dane są bezpieczne. Uruchom komputer ponownie.',
    },
    quitting: {
      question: 'Trwa połączenie. Wyjście z programu je zakończy.',
      stay: 'Wróć do połączenia',
      leave: 'Zakończ i wyjdź',
    },
  },
  en: {
    problems: {
      'data-in-use': (folder) =>
        `Another Leadline is using the folder ${folder}. Close it, or start Leadline with another folder (--data).`,
      'start-failed': (reason) => `Leadline cannot start. Your data is safe.\n\n${reason}`,
      'keeps-dying': () =>
        'The program that keeps the data ends again and again right after it has begun. Your data is safe. Restart the computer.',
    },
    quitting: {
      question: 'A call is on the line. Leaving the program ends it.',
      stay: 'Back to the call',
      leave: 'End it and quit',
    },
  },
}
