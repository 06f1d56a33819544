/* global SET_BY_A_PART -- set by the module that is imported here */
import { next, own } from './parts/count.js'

export async function bootstrap() {}

export async function mount({ container }) {
  const root = container.querySelector('#exported')
  root.innerHTML = `<h1>mounted ${next()}</h1><p>${SET_BY_A_PART} ${own()}</p>`
}

export async function unmount({ container }) {
  container.querySelector('#exported').innerHTML = ''
}

// As a page of its own, outside of any loader.
if (!window.__POWERED_BY_QIANKUN__) mount({ container: document })
