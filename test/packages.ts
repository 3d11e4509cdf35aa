import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Debian packages with the real servers, peers and browser that the tests run against. */
export const testPackages = [
  'chromium',
  'kamailio',
  'kamailio-websocket-modules',
  'openssl',
  'postfix',
  'postgresql-15',
  'rtpengine-daemon',
  'sip-tester',
  'sqlite3',
] as const

// Nothing that is installed here may start by itself: the tests start what they need, on ports of their own.
const installation = `
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
made=
trap '[ -z "$made" ] || rm -f "$policy"' EXIT
trap 'exit 130' INT TERM HUP
if [ ! -e "$policy" ]; then
  made=yes
  printf '#!/bin/sh\\nexit 101\\n' > "$policy" && chmod 755 "$policy" || exit 1
fi
apt-get -o DPkg::Lock::Timeout=300 update
# Without an answer postfix would make itself the mail server of this machine.
echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
`

/** Installs what is missing. Null when all is there, else a sentence that says what to do. */
export function installPackages(wanted: readonly string[]): string | null {
  const list = wanted.join(' ')
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version')) {
    return `The tests need Debian or Ubuntu (or a container of it) with these packages: ${list}`
  }
  const missing = missingPackages(wanted)
  if (missing.length === 0) return null
  const byHand = `please run: apt-get install --no-install-recommends ${missing.join(' ')}`
  const asRoot = process.getuid?.() === 0
  if (!asRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore', timeout: 10_000 }).status !== 0) {
    return `The tests need packages that only root can install, and sudo does not work without a password; ${byHand}`
  }
  console.log(`Installing ${missing.join(' ')}`)
  const command = ['timeout', '--kill-after=30s', '20m', 'sh', '-c', installation, 'sh', ...missing]
  const [program, ...args] = asRoot ? command : ['sudo', '-n', ...command]
  spawnSync(program!, args, { stdio: 'inherit' })
  const stillMissing = missingPackages(wanted)
  return stillMissing.length === 0 ? null : `These packages could not be installed: ${stillMissing.join(' ')}; ${byHand}`
}

function missingPackages(wanted: readonly string[]): string[] {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg's
  const format = '--showformat=${db:Status-Status} ${Package}\n'
  // it fails when it does not know one of them, and still lists the others
  const { stdout } = spawnSync('dpkg-query', ['--show', format, ...wanted], { encoding: 'utf8', timeout: 30_000 })
  const installed = new Set(
    (stdout ?? '').split('\n').flatMap((line) => (line.startsWith('installed ') ? [line.slice('installed '.length)] : [])),
  )
  return wanted.filter((name) => !installed.has(name))
}

if (import.meta.main) {
  const complaint = installPackages(testPackages)
  if (complaint !== null) {
    console.error(complaint)
    process.exitCode = 1
  }
}
