// The documentation of the API, drawn from the merged description.
import SwaggerUIBundle from 'swagger-ui-dist/swagger-ui-bundle.js'

const place = document.getElementById('api-docs')
SwaggerUIBundle({
  domNode: place,
  url: place.dataset.description,
  deepLinking: true,
  docExpansion: 'none',
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis]
})
