import { oldestNode } from './choices.mjs'

/** The launcher's sentences. Programs that read them should go by the exit code. */
export const texts = {
  pl: {
    tooOld: /** @param {string} version */ (version) =>
      `Leadline potrzebuje Node ${oldestNode} lub nowszego, a ten to ${version}: uruchom „npm ci”, które dołącza własny Node, albo zainstaluj nowszy.`,
    noRuntime: 'Nie ma tu środowiska Electron, więc program otworzy się w przeglądarce.',
    noDisplay: 'Nie ma tu ekranu dla okien, więc program otworzy się w przeglądarce.',
    refusedNoRuntime:
      'Nie ma tu środowiska Electron: pobierz je poleceniem „npx install-electron” albo uruchom program w przeglądarce: „npm start -- --host node”.',
    refusedNoDisplay: 'Nie ma tu ekranu dla okien: ustaw DISPLAY albo uruchom program w przeglądarce: „npm start -- --host node”.',
    notInstalled: 'Brakuje części programu: uruchom najpierw „npm ci”.',
    buildingScreens: 'Przygotowuję ekrany…',
    buildingDesktop: 'Przygotowuję program…',
    buildFailed: 'Nie udało się przygotować programu; powód stoi powyżej.',
    unknownFlag: /** @param {string} typed */ (typed) => `Nieznana opcja „${typed}”; „--help” wypisze wszystkie.`,
    missingValue: /** @param {string} typed */ (typed) => `Opcja ${typed} wymaga wartości.`,
    needlessValue: /** @param {string} typed */ (typed) => `Opcja ${typed} nie przyjmuje wartości.`,
    wrongHost: /** @param {string} typed */ (typed) => `Opcja --host to „electron” albo „node”, a nie „${typed}”.`,
    wrongPort: /** @param {string} typed */ (typed) => `Opcja --port to liczba od 0 do 65535, a nie „${typed}”.`,
    wrongLanguage: /** @param {string} typed */ (typed) => `Opcja --lang to „pl” albo „en”, a nie „${typed}”.`,
    emptyData: 'Opcja --data wymaga nazwy folderu.',
    help: `Użycie: npm start -- [opcje]

  --host electron|node  okna programu albo karta przeglądarki
  --port N              port strony (tylko --host node); 0 oznacza dowolny wolny
  --data FOLDER         folder z danymi
  --lang pl|en          język
  --demo                przykładowe dane i linia do ćwiczeń
  --no-open             nie otwieraj przeglądarki (tylko --host node)
  --help                ta pomoc
`,
  },
  en: {
    tooOld: /** @param {string} version */ (version) =>
      `Leadline needs Node ${oldestNode} or newer and this is ${version}: run "npm ci", which brings a Node of its own, or install a newer one.`,
    noRuntime: 'There is no Electron runtime here, so the program opens in a browser.',
    noDisplay: 'There is no display for windows here, so the program opens in a browser.',
    refusedNoRuntime:
      'There is no Electron runtime here: fetch it with "npx install-electron", or start the program in a browser: "npm start -- --host node".',
    refusedNoDisplay: 'There is no display for windows here: set DISPLAY, or start the program in a browser: "npm start -- --host node".',
    notInstalled: 'Parts of the program are missing: run "npm ci" first.',
    buildingScreens: 'Building the screens…',
    buildingDesktop: 'Building the program…',
    buildFailed: 'The program could not be built; the reason stands above.',
    unknownFlag: /** @param {string} typed */ (typed) => `Unknown flag "${typed}"; "--help" lists them all.`,
    missingValue: /** @param {string} typed */ (typed) => `The flag ${typed} needs a value.`,
    needlessValue: /** @param {string} typed */ (typed) => `The flag ${typed} takes no value.`,
    wrongHost: /** @param {string} typed */ (typed) => `The flag --host is "electron" or "node", not "${typed}".`,
    wrongPort: /** @param {string} typed */ (typed) => `The flag --port is a number from 0 to 65535, not "${typed}".`,
    wrongLanguage: /** @param {string} typed */ (typed) => `The flag --lang is "pl" or "en", not "${typed}".`,
    emptyData: 'The flag --data needs the name of a folder.',
    help: `Usage: npm start -- [flags]

  --host electron|node  windows of its own, or a page in the browser
  --port N              port of the page (--host node only); 0 is any free one
  --data DIR            folder of the data
  --lang pl|en          language
  --demo                sample data and a practice line
  --no-open             do not open a browser (--host node only)
  --help                this help
`,
  },
}
