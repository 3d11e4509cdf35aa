import type { Mail } from './mailer.ts'

export type Language = 'pl' | 'en'

type Text = Pick<Mail, 'subject' | 'text'>

export interface InvitationWords {
  /** Name of the CRM. */
  readonly crm: string
  readonly invitedBy: string
  /** Of whom is invited; empty where it is not known. */
  readonly name: string
  readonly link: string
  /** Until it ends. */
  readonly days: number
}

const inLines = (...lines: readonly string[]): string => `${lines.join('\n')}\n`

/** Polish writes 1 dzień and 2 dni, English 1 day and 2 days; minutes and hours have three forms. */
const counted = (language: Language, count: number, forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>): string =>
  `${count} ${forms[new Intl.PluralRules(language).select(count)] ?? forms.other}`

const daysIn = {
  pl: (count: number) => counted('pl', count, { one: 'dzień', other: 'dni' }),
  en: (count: number) => counted('en', count, { one: 'day', other: 'days' }),
}

/** How long a code works, as words; up to two hours in minutes. */
const timeIn = {
  pl: (minutes: number) =>
    minutes < 120
      ? counted('pl', minutes, { one: 'minutę', few: 'minuty', other: 'minut' })
      : counted('pl', Math.round(minutes / 60), { one: 'godzinę', few: 'godziny', other: 'godzin' }),
  en: (minutes: number) =>
    minutes < 120
      ? counted('en', minutes, { one: 'minute', other: 'minutes' })
      : counted('en', Math.round(minutes / 60), { one: 'hour', other: 'hours' }),
}

const invitations: Record<Language, (words: InvitationWords) => Text> = {
  pl: ({ crm, invitedBy, name, link, days }) => ({
    subject: `Zaproszenie do zespołu ${crm} w Leadline`,
    text: inLines(
      name === '' ? 'Dzień dobry,' : `Dzień dobry, ${name},`,
      '',
      `${invitedBy} zaprasza do zespołu ${crm} w Leadline, programie do telefonowania i obsługi klientów.`,
      '',
      'Zaproszenie otwiera ten link:',
      '',
      link,
      '',
      'Jeśli program jest już zainstalowany, wystarczy go otworzyć, wybrać „Dołącz do zespołu” i wkleić cały link.',
      '',
      `Link działa jeden raz, przez ${daysIn.pl(days)}, i tylko dla tego adresu. Jeśli zaproszenie trafiło tu przez pomyłkę, można je pominąć.`,
    ),
  }),
  en: ({ crm, invitedBy, name, link, days }) => ({
    subject: `Invitation to the team ${crm} in Leadline`,
    text: inLines(
      name === '' ? 'Good day,' : `Good day, ${name},`,
      '',
      `${invitedBy} invites you to the team ${crm} in Leadline, a program for calls and clients.`,
      '',
      'This link opens the invitation:',
      '',
      link,
      '',
      'Where the program is installed already: open it, choose “Join a team” and paste the whole link.',
      '',
      `The link works once, for ${daysIn.en(days)}, and for this address alone. If this invitation came by mistake, nothing needs to be done.`,
    ),
  }),
}

export const invitationText = (language: Language, words: InvitationWords): Text => invitations[language](words)

interface CodeWords {
  readonly code: string
  /** Minutes until it ends. */
  readonly minutes: number
}

const resets: Record<Language, (words: CodeWords) => Text> = {
  pl: ({ code, minutes }) => ({
    subject: 'Kod do ustawienia nowego hasła w Leadline',
    text: inLines(
      'Dzień dobry,',
      '',
      'ten kod pozwala ustawić nowe hasło w Leadline:',
      '',
      code,
      '',
      `Kod działa jeden raz, przez ${timeIn.pl(minutes)}. Po zmianie hasła trzeba zalogować się na nowo na każdym komputerze.`,
      '',
      'Jeśli nikt stąd o kod nie prosił, wystarczy pominąć tę wiadomość: hasło pozostaje bez zmian.',
    ),
  }),
  en: ({ code, minutes }) => ({
    subject: 'Code for a new password in Leadline',
    text: inLines(
      'Good day,',
      '',
      'with this code a new password can be set in Leadline:',
      '',
      code,
      '',
      `It works once, for ${timeIn.en(minutes)}. After the change every computer asks for the new password.`,
      '',
      'If nobody here has asked for it, nothing needs to be done: the password stays as it is.',
    ),
  }),
}

export const resetText = (language: Language, words: CodeWords): Text => resets[language](words)

const confirmations: Record<Language, (words: CodeWords) => Text> = {
  pl: ({ code, minutes }) => ({
    subject: 'Kod potwierdzający nowy adres w Leadline',
    text: inLines(
      'Dzień dobry,',
      '',
      'ten kod potwierdza nowy adres konta w Leadline:',
      '',
      code,
      '',
      `Kod działa jeden raz, przez ${timeIn.pl(minutes)}. Od potwierdzenia ten adres służy do logowania.`,
      '',
      'Jeśli nikt stąd o zmianę nie prosił, wystarczy pominąć tę wiadomość.',
    ),
  }),
  en: ({ code, minutes }) => ({
    subject: 'Code to confirm a new address in Leadline',
    text: inLines(
      'Good day,',
      '',
      'this code confirms the new address of an account in Leadline:',
      '',
      code,
      '',
      `It works once, for ${timeIn.en(minutes)}. From then on this address is used to sign in.`,
      '',
      'If nobody here has asked for the change, nothing needs to be done.',
    ),
  }),
}

export const confirmationText = (language: Language, words: CodeWords): Text => confirmations[language](words)

const notices: Record<Language, (words: { readonly email: string }) => Text> = {
  pl: ({ email }) => ({
    subject: 'Zmieniono adres konta w Leadline',
    text: inLines(
      'Dzień dobry,',
      '',
      `od teraz do konta w Leadline należy adres ${email}. Pod tym, na który przyszła ta wiadomość, nie można się już zalogować.`,
      '',
      'Jeśli ta zmiana jest zaskoczeniem, trzeba powiadomić administratora zespołu: może odebrać dostęp i przywrócić adres.',
    ),
  }),
  en: ({ email }) => ({
    subject: 'The address of an account in Leadline was changed',
    text: inLines(
      'Good day,',
      '',
      `from now on the account in Leadline has the address ${email}. The one to which this message came no longer signs in.`,
      '',
      'If this is a surprise, tell the administrator of the team: they can end the access and put the address back.',
    ),
  }),
}

/** For the address that an account had before. */
export const changedAddressText = (language: Language, email: string): Text => notices[language]({ email })
