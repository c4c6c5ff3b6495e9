// A click on the map writes the degrees into the form; arrow keys move the mark. Without this script they are typed.
const { L } = window;
const fields = ["latitude", "longitude"].map((name) => document.getElementById(name));

const write = ({ lat, lng }) => {
  fields[0].value = lat.toFixed(6);
  fields[1].value = lng.toFixed(6);
};

export const choose = (map) => {
  const typed = () => fields.map((field) => Number(field.value));
  const icon = L.divIcon({ className: "map-pin", iconSize: [26, 26] });
  const mark = L.marker(typed().every(Boolean) ? typed() : map.getCenter(), { icon, draggable: true, keyboard: true, title: map.getContainer().ariaLabel });
  if (typed().every(Boolean)) mark.addTo(map);
  map.on("click", (event) => write(mark.setLatLng(event.latlng).addTo(map).getLatLng()));
  mark.on("dragend", () => write(mark.getLatLng()));
  for (const field of fields) field.addEventListener("change", () => typed().every(Boolean) && mark.setLatLng(typed()).addTo(map));
};
