import { describe, expect, it } from 'vitest'
import { linkAmong } from './links.ts'

describe('a command line', () => {
  it.each(['tel:601234567', 'leadline://join?server=https%3A%2F%2Fcrm.firma.example#token'])(
    'holds %s wherever the system put it',
    (link) => {
      expect(linkAmong(['/opt/leadline', '--allow-file-access', link, '--lang=pl'])).toBe(link)
    },
  )

  it('holds none where no word is one', () => {
    expect(linkAmong(['/opt/leadline', '--data=/tmp/tel:1', 'hotel:5', 'leadline://app/index.html', 'leadline'])).toBeNull()
  })
})
