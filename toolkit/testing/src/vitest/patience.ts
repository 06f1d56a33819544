import { configure } from '@testing-library/dom'

/** A page of many cards takes its time where tests share two processors; the default is one second. */
configure({ asyncUtilTimeout: 5_000 })
