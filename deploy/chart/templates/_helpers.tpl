{{/* Ports of services, as the code has them. */}}
{{- define "portico.ports" -}}
{"identity": 7001, "party": 7002, "product": 7003, "pricing": 7004, "inventory": 7005, "sales": 7006, "release": 7007}
{{- end }}

{{- define "portico.selector" -}}
app.kubernetes.io/name: portico
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- if .tag }}
portico.dev/tag: {{ .tag }}
{{- end }}
{{- end }}

{{- define "portico.labels" -}}
{{ include "portico.selector" . }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
{{- end }}

{{/* A digest says what runs; a tag of a gray copy may be another. */}}
{{- define "portico.image" -}}
{{- $image := .root.Values.image -}}
{{- if .imageTag -}}{{ $image.repository }}:{{ .imageTag }}
{{- else if $image.digest -}}{{ $image.repository }}@{{ $image.digest }}
{{- else -}}{{ $image.repository }}:{{ $image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* Settings of `settings`, a map, as environment. What is set last goes first, so that nothing is said twice. */}}
{{- define "portico.environment" -}}
{{- range $name, $value := .settings }}
- name: {{ $name }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- range $key := .keys }}
- name: {{ $key }}_FILE
  value: /run/secrets/portico/{{ $key }}
{{- end }}
{{- if .advertises }}
- name: PORTICO_ADVERTISED_HOST
  valueFrom: { fieldRef: { fieldPath: status.podIP } }
{{- end }}
{{- if and .stores .root.Values.artifacts.credentialsKey }}
- name: AWS_SHARED_CREDENTIALS_FILE
  value: /run/secrets/portico/{{ .root.Values.artifacts.credentialsKey }}
{{- end }}
{{- end }}

{{/* Of all that keep or read artifacts. */}}
{{- define "portico.store" -}}
{{- with .Values.artifacts -}}
{{- if .claimName }}{"PORTICO_ARTIFACTS": "/var/lib/portico/artifacts"}
{{- else }}{"PORTICO_ARTIFACT_STORE": {{ .store | toJson }}}
{{- end }}
{{- end }}
{{- end }}

{{/* Where each service is called. */}}
{{- define "portico.addresses" -}}
{{- $root := . -}}
{{- $all := dict "RELEASE_URL" (printf "http://%s-release:7007" .Release.Name) "PORTICO_UPSTREAM_HOSTS" .Values.podNetwork -}}
{{- $ports := include "portico.ports" . | fromJson -}}
{{- range $name, $_ := .Values.services -}}
{{- $_ := set $all (printf "%s_URL" (upper $name)) (printf "http://%s-%s:%v" $root.Release.Name $name (get $ports $name)) -}}
{{- end -}}
{{ $all | toJson }}
{{- end }}

{{/* Keys of the Secret that every process that signs has. */}}
{{- define "portico.secretKeys" -}}
{{- $keys := list "PORTICO_SECRET" -}}
{{- if .Values.hasPreviousSecret }}{{ $keys = append $keys "PORTICO_SECRET_PREVIOUS" }}{{ end -}}
{{- if .Values.metrics.enabled }}{{ $keys = append $keys "PORTICO_METRICS_TOKEN" }}{{ end -}}
{{ $keys | toJson }}
{{- end }}

{{/* Keys of the database of `name`: behind a pooler PostgreSQL itself besides. */}}
{{- define "portico.databaseKeys" -}}
{{- $keys := list (printf "%s_DATABASE_URL" (upper .name)) -}}
{{- if .root.Values.hasPooler }}{{ $keys = append $keys (printf "%s_DIRECT_URL" (upper .name)) }}{{ end -}}
{{ $keys | toJson }}
{{- end }}

{{- define "portico.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "portico.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "portico.mounts" -}}
- { name: tmp, mountPath: /tmp }
- { name: secrets, mountPath: /run/secrets/portico, readOnly: true }
{{- if and .stores .root.Values.artifacts.claimName }}
- { name: artifacts, mountPath: /var/lib/portico/artifacts }
{{- end }}
{{- if .reports }}
- { name: reports, mountPath: /var/lib/portico/reports }
{{- end }}
{{- end }}

{{- define "portico.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 1Gi }
- name: secrets
  secret:
    secretName: {{ .root.Values.secretName }}
    # 0440: kustomize and helm read octal numbers differently.
    defaultMode: 288
    items:
    {{- range $key := .keys }}
      - { key: {{ $key }}, path: {{ $key }} }
    {{- end }}
    {{- if and .stores .root.Values.artifacts.credentialsKey }}
      - { key: {{ .root.Values.artifacts.credentialsKey }}, path: {{ .root.Values.artifacts.credentialsKey }} }
    {{- end }}
{{- if and .stores .root.Values.artifacts.claimName }}
- name: artifacts
  persistentVolumeClaim: { claimName: {{ .root.Values.artifacts.claimName }} }
{{- end }}
{{- if .reports }}
# Copies: lost with the pod, and made anew.
- name: reports
  emptyDir: { sizeLimit: {{ add .root.Values.reports.sizeMb 2048 }}Mi }
{{- end }}
{{- end }}

{{/* Settings of a process of sales. */}}
{{- define "portico.reports" -}}
{{- if .Values.reports.enabled -}}
{{ dict "PORTICO_REPORTS_FOLDER" "/var/lib/portico/reports" "PORTICO_REPORTS_MB" .Values.reports.sizeMb | toJson }}
{{- else -}}
{}
{{- end -}}
{{- end }}
