import { configure } from '@testing-library/dom'

// A second, as it comes, is not long where other tests run beside this one.
configure({ asyncUtilTimeout: 30_000 })
