import './late.css'

export function show(place) {
  place.html('<p class="late">The late part</p>')
}
