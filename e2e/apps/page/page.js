// biome-ignore-all lint/correctness/noUnusedVariables: the page uses them
// Top-level names are properties of window in a plain script.
var answer = 42
window.pageGlobal = answer
const here = document.currentScript.src
let presses = 0

function showAnswer(value) {
  document.querySelector('.answer').textContent = `The answer is ${value}`
}

function press(button, event) {
  presses += 1
  button.textContent = `${event.type} ${presses}`
  return false
}

document.addEventListener('DOMContentLoaded', () => {
  document.querySelector('.ready').textContent = `${window.answer} on ${here.split('/').pop()}`
})

window.onresize = () => performance.mark('page-resize')
window.setInterval(() => performance.mark('page-tick'), 10)
