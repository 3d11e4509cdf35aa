import { configure } from '@testing-library/dom'

// A second, as it comes, is not long where other tests run beside this one.
configure({ asyncUtilTimeout: 30_000 })

// The test's page has no fonts of its own; fields that grow wait for them.
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
