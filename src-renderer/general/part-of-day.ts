/** Which greeting fits the hour in a time zone: English knows three, Polish two of them alike. */
export const partOfDay = (at: number, timeZone: string): 'morning' | 'afternoon' | 'evening' => {
  const hour = Number(new Intl.DateTimeFormat('en-US', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at))
  if (hour >= 18 || hour < 4) return 'evening'
  return hour < 12 ? 'morning' : 'afternoon'
}
