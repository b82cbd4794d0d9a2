// Generated from node-manifest by `npm run generate`.
// @ts-nocheck
import { formatTests } from '../../keywords/formats.js'
import ucs2length from 'ajv/dist/runtime/ucs2length.js'

export const values = validate10;
const schema11 = {"type":"object","properties":{"authorization":{"type":"string"},"workspaceId":{"type":"string","format":"path-segment"},"bodyMode":{"type":"string","enum":["keyValue","json"]},"jsonBody":{"type":"object","properties":{"id":{"type":"string","minLength":1,"format":"non-blank"},"specversion":{"type":"string","minLength":1,"format":"non-blank"},"type":{"type":"string","minLength":1,"format":"non-blank"},"source":{"type":"string","minLength":1,"format":"non-blank"},"identity":{"type":"string","format":"identifier"},"identitytype":{"type":"string","enum":["email","phone","customerId","socialId","temporaryId"]},"datacontenttype":{"type":"string","enum":["application/json"]},"time":{"type":"string","format":"utc-date-time"},"previousidentity":{"type":["string","null"]},"data":{"type":"object"}},"required":["id","specversion","type","source","identity","identitytype","datacontenttype","data"],"additionalProperties":false},"eventId":{"type":"string"},"eventSpecVersion":{"type":"string"},"eventType":{"type":"string"},"eventSource":{"type":"string"},"eventTime":{"type":"string","format":"utc-date-time"},"identityType":{"type":"string","enum":["email","phone","customerId","socialId","temporaryId"]},"identity":{"type":"string","format":"identifier"},"dataObject":{"type":"array","items":{"type":"string","enum":["agentId","destination","profileType","currentState","idleCodeId","createdTime"]}},"agentId":{"type":"string"},"destination":{"type":"string"},"profileType":{"type":"string"},"currentState":{"type":"string"},"idleCodeId":{"type":"string"},"createdTime":{"type":"string","pattern":"^[0-9]{1,16}$","maxLength":16}}};
const func0 = Object.prototype.hasOwnProperty;
const func59 = ucs2length.default;
const formats0 = formatTests["path-segment"];
const formats2 = formatTests["non-blank"];
const formats10 = formatTests.identifier;
const formats12 = formatTests["utc-date-time"];
const pattern0 = new RegExp("^[0-9]{1,16}$", "u");

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.authorization !== undefined && func0.call(data, "authorization")){
if(typeof data.authorization !== "string"){
const err0 = {instancePath:instancePath+"/authorization",schemaPath:"#/properties/authorization/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.workspaceId !== undefined && func0.call(data, "workspaceId")){
let data1 = data.workspaceId;
if(typeof data1 === "string"){
if(!(formats0(data1))){
const err1 = {instancePath:instancePath+"/workspaceId",schemaPath:"#/properties/workspaceId/format",keyword:"format",params:{format: "path-segment"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/workspaceId",schemaPath:"#/properties/workspaceId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.bodyMode !== undefined && func0.call(data, "bodyMode")){
let data2 = data.bodyMode;
if(typeof data2 !== "string"){
const err3 = {instancePath:instancePath+"/bodyMode",schemaPath:"#/properties/bodyMode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!((data2 === "keyValue") || (data2 === "json"))){
const err4 = {instancePath:instancePath+"/bodyMode",schemaPath:"#/properties/bodyMode/enum",keyword:"enum",params:{allowedValues: schema11.properties.bodyMode.enum}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.jsonBody !== undefined && func0.call(data, "jsonBody")){
let data3 = data.jsonBody;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if((data3.id === undefined) || (!(func0.call(data3, "id")))){
const err5 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((data3.specversion === undefined) || (!(func0.call(data3, "specversion")))){
const err6 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/required",keyword:"required",params:{missingProperty: "specversion"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((data3.type === undefined) || (!(func0.call(data3, "type")))){
const err7 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((data3.source === undefined) || (!(func0.call(data3, "source")))){
const err8 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/required",keyword:"required",params:{missingProperty: "source"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((data3.identity === undefined) || (!(func0.call(data3, "identity")))){
const err9 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/required",keyword:"required",params:{missingProperty: "identity"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((data3.identitytype === undefined) || (!(func0.call(data3, "identitytype")))){
const err10 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/required",keyword:"required",params:{missingProperty: "identitytype"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((data3.datacontenttype === undefined) || (!(func0.call(data3, "datacontenttype")))){
const err11 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/required",keyword:"required",params:{missingProperty: "datacontenttype"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((data3.data === undefined) || (!(func0.call(data3, "data")))){
const err12 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/required",keyword:"required",params:{missingProperty: "data"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key0 of Object.keys(data3)){
if(!(func0.call(schema11.properties.jsonBody.properties, key0))){
const err13 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.id !== undefined && func0.call(data3, "id")){
let data4 = data3.id;
if(typeof data4 === "string"){
if(func59(data4) < 1){
const err14 = {instancePath:instancePath+"/jsonBody/id",schemaPath:"#/properties/jsonBody/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!(formats2(data4))){
const err15 = {instancePath:instancePath+"/jsonBody/id",schemaPath:"#/properties/jsonBody/properties/id/format",keyword:"format",params:{format: "non-blank"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/jsonBody/id",schemaPath:"#/properties/jsonBody/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data3.specversion !== undefined && func0.call(data3, "specversion")){
let data5 = data3.specversion;
if(typeof data5 === "string"){
if(func59(data5) < 1){
const err17 = {instancePath:instancePath+"/jsonBody/specversion",schemaPath:"#/properties/jsonBody/properties/specversion/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!(formats2(data5))){
const err18 = {instancePath:instancePath+"/jsonBody/specversion",schemaPath:"#/properties/jsonBody/properties/specversion/format",keyword:"format",params:{format: "non-blank"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/jsonBody/specversion",schemaPath:"#/properties/jsonBody/properties/specversion/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data3.type !== undefined && func0.call(data3, "type")){
let data6 = data3.type;
if(typeof data6 === "string"){
if(func59(data6) < 1){
const err20 = {instancePath:instancePath+"/jsonBody/type",schemaPath:"#/properties/jsonBody/properties/type/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(!(formats2(data6))){
const err21 = {instancePath:instancePath+"/jsonBody/type",schemaPath:"#/properties/jsonBody/properties/type/format",keyword:"format",params:{format: "non-blank"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/jsonBody/type",schemaPath:"#/properties/jsonBody/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data3.source !== undefined && func0.call(data3, "source")){
let data7 = data3.source;
if(typeof data7 === "string"){
if(func59(data7) < 1){
const err23 = {instancePath:instancePath+"/jsonBody/source",schemaPath:"#/properties/jsonBody/properties/source/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!(formats2(data7))){
const err24 = {instancePath:instancePath+"/jsonBody/source",schemaPath:"#/properties/jsonBody/properties/source/format",keyword:"format",params:{format: "non-blank"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/jsonBody/source",schemaPath:"#/properties/jsonBody/properties/source/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data3.identity !== undefined && func0.call(data3, "identity")){
let data8 = data3.identity;
if(typeof data8 === "string"){
if(!(formats10(data8))){
const err26 = {instancePath:instancePath+"/jsonBody/identity",schemaPath:"#/properties/jsonBody/properties/identity/format",keyword:"format",params:{format: "identifier"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/jsonBody/identity",schemaPath:"#/properties/jsonBody/properties/identity/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data3.identitytype !== undefined && func0.call(data3, "identitytype")){
let data9 = data3.identitytype;
if(typeof data9 !== "string"){
const err28 = {instancePath:instancePath+"/jsonBody/identitytype",schemaPath:"#/properties/jsonBody/properties/identitytype/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(!(((((data9 === "email") || (data9 === "phone")) || (data9 === "customerId")) || (data9 === "socialId")) || (data9 === "temporaryId"))){
const err29 = {instancePath:instancePath+"/jsonBody/identitytype",schemaPath:"#/properties/jsonBody/properties/identitytype/enum",keyword:"enum",params:{allowedValues: schema11.properties.jsonBody.properties.identitytype.enum}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data3.datacontenttype !== undefined && func0.call(data3, "datacontenttype")){
let data10 = data3.datacontenttype;
if(typeof data10 !== "string"){
const err30 = {instancePath:instancePath+"/jsonBody/datacontenttype",schemaPath:"#/properties/jsonBody/properties/datacontenttype/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(!(data10 === "application/json")){
const err31 = {instancePath:instancePath+"/jsonBody/datacontenttype",schemaPath:"#/properties/jsonBody/properties/datacontenttype/enum",keyword:"enum",params:{allowedValues: schema11.properties.jsonBody.properties.datacontenttype.enum}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data3.time !== undefined && func0.call(data3, "time")){
let data11 = data3.time;
if(typeof data11 === "string"){
if(!(formats12(data11))){
const err32 = {instancePath:instancePath+"/jsonBody/time",schemaPath:"#/properties/jsonBody/properties/time/format",keyword:"format",params:{format: "utc-date-time"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/jsonBody/time",schemaPath:"#/properties/jsonBody/properties/time/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data3.previousidentity !== undefined && func0.call(data3, "previousidentity")){
let data12 = data3.previousidentity;
if((typeof data12 !== "string") && (data12 !== null)){
const err34 = {instancePath:instancePath+"/jsonBody/previousidentity",schemaPath:"#/properties/jsonBody/properties/previousidentity/type",keyword:"type",params:{type: schema11.properties.jsonBody.properties.previousidentity.type}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data3.data !== undefined && func0.call(data3, "data")){
let data13 = data3.data;
if(!(data13 && typeof data13 == "object" && !Array.isArray(data13))){
const err35 = {instancePath:instancePath+"/jsonBody/data",schemaPath:"#/properties/jsonBody/properties/data/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.eventId !== undefined && func0.call(data, "eventId")){
if(typeof data.eventId !== "string"){
const err37 = {instancePath:instancePath+"/eventId",schemaPath:"#/properties/eventId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.eventSpecVersion !== undefined && func0.call(data, "eventSpecVersion")){
if(typeof data.eventSpecVersion !== "string"){
const err38 = {instancePath:instancePath+"/eventSpecVersion",schemaPath:"#/properties/eventSpecVersion/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.eventType !== undefined && func0.call(data, "eventType")){
if(typeof data.eventType !== "string"){
const err39 = {instancePath:instancePath+"/eventType",schemaPath:"#/properties/eventType/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.eventSource !== undefined && func0.call(data, "eventSource")){
if(typeof data.eventSource !== "string"){
const err40 = {instancePath:instancePath+"/eventSource",schemaPath:"#/properties/eventSource/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.eventTime !== undefined && func0.call(data, "eventTime")){
let data18 = data.eventTime;
if(typeof data18 === "string"){
if(!(formats12(data18))){
const err41 = {instancePath:instancePath+"/eventTime",schemaPath:"#/properties/eventTime/format",keyword:"format",params:{format: "utc-date-time"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/eventTime",schemaPath:"#/properties/eventTime/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data.identityType !== undefined && func0.call(data, "identityType")){
let data19 = data.identityType;
if(typeof data19 !== "string"){
const err43 = {instancePath:instancePath+"/identityType",schemaPath:"#/properties/identityType/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(!(((((data19 === "email") || (data19 === "phone")) || (data19 === "customerId")) || (data19 === "socialId")) || (data19 === "temporaryId"))){
const err44 = {instancePath:instancePath+"/identityType",schemaPath:"#/properties/identityType/enum",keyword:"enum",params:{allowedValues: schema11.properties.identityType.enum}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.identity !== undefined && func0.call(data, "identity")){
let data20 = data.identity;
if(typeof data20 === "string"){
if(!(formats10(data20))){
const err45 = {instancePath:instancePath+"/identity",schemaPath:"#/properties/identity/format",keyword:"format",params:{format: "identifier"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/identity",schemaPath:"#/properties/identity/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.dataObject !== undefined && func0.call(data, "dataObject")){
let data21 = data.dataObject;
if(Array.isArray(data21)){
const len0 = data21.length;
for(let i0=0; i0<len0; i0++){
let data22 = data21[i0];
if(typeof data22 !== "string"){
const err47 = {instancePath:instancePath+"/dataObject/" + i0,schemaPath:"#/properties/dataObject/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(!((((((data22 === "agentId") || (data22 === "destination")) || (data22 === "profileType")) || (data22 === "currentState")) || (data22 === "idleCodeId")) || (data22 === "createdTime"))){
const err48 = {instancePath:instancePath+"/dataObject/" + i0,schemaPath:"#/properties/dataObject/items/enum",keyword:"enum",params:{allowedValues: schema11.properties.dataObject.items.enum}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/dataObject",schemaPath:"#/properties/dataObject/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.agentId !== undefined && func0.call(data, "agentId")){
if(typeof data.agentId !== "string"){
const err50 = {instancePath:instancePath+"/agentId",schemaPath:"#/properties/agentId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.destination !== undefined && func0.call(data, "destination")){
if(typeof data.destination !== "string"){
const err51 = {instancePath:instancePath+"/destination",schemaPath:"#/properties/destination/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.profileType !== undefined && func0.call(data, "profileType")){
if(typeof data.profileType !== "string"){
const err52 = {instancePath:instancePath+"/profileType",schemaPath:"#/properties/profileType/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.currentState !== undefined && func0.call(data, "currentState")){
if(typeof data.currentState !== "string"){
const err53 = {instancePath:instancePath+"/currentState",schemaPath:"#/properties/currentState/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data.idleCodeId !== undefined && func0.call(data, "idleCodeId")){
if(typeof data.idleCodeId !== "string"){
const err54 = {instancePath:instancePath+"/idleCodeId",schemaPath:"#/properties/idleCodeId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.createdTime !== undefined && func0.call(data, "createdTime")){
let data28 = data.createdTime;
if(typeof data28 === "string"){
if(func59(data28) > 16){
const err55 = {instancePath:instancePath+"/createdTime",schemaPath:"#/properties/createdTime/maxLength",keyword:"maxLength",params:{limit: 16}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(!pattern0.test(data28)){
const err56 = {instancePath:instancePath+"/createdTime",schemaPath:"#/properties/createdTime/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,16}$"}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/createdTime",schemaPath:"#/properties/createdTime/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
else {
const err58 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

export const visible_jsonBody = validate11;
const schema12 = {"type":"object","required":["bodyMode"],"properties":{"bodyMode":{"const":"json"}}};

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.bodyMode === undefined) || (!(func0.call(data, "bodyMode")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "bodyMode"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.bodyMode !== undefined && func0.call(data, "bodyMode")){
if("json" !== data.bodyMode){
const err1 = {instancePath:instancePath+"/bodyMode",schemaPath:"#/properties/bodyMode/const",keyword:"const",params:{allowedValue: "json"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

export const visible_eventId = validate12;
const schema13 = {"type":"object","required":["bodyMode"],"properties":{"bodyMode":{"const":"keyValue"}}};

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.bodyMode === undefined) || (!(func0.call(data, "bodyMode")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "bodyMode"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.bodyMode !== undefined && func0.call(data, "bodyMode")){
if("keyValue" !== data.bodyMode){
const err1 = {instancePath:instancePath+"/bodyMode",schemaPath:"#/properties/bodyMode/const",keyword:"const",params:{allowedValue: "keyValue"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}

export const visible_agentId = validate13;
const schema14 = {"type":"object","required":["dataObject"],"properties":{"dataObject":{"type":"array","contains":{"const":"agentId"}}}};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.dataObject === undefined) || (!(func0.call(data, "dataObject")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "dataObject"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.dataObject !== undefined && func0.call(data, "dataObject")){
let data0 = data.dataObject;
if(Array.isArray(data0)){
const _errs3 = errors;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs4 = errors;
if("agentId" !== data0[i0]){
const err1 = {instancePath:instancePath+"/dataObject/" + i0,schemaPath:"#/properties/dataObject/contains/const",keyword:"const",params:{allowedValue: "agentId"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var valid1 = _errs4 === errors;
if(valid1){
break;
}
}
if(!valid1){
const err2 = {instancePath:instancePath+"/dataObject",schemaPath:"#/properties/dataObject/contains",keyword:"contains",params:{minContains: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
}
else {
const err3 = {instancePath:instancePath+"/dataObject",schemaPath:"#/properties/dataObject/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}

export const visible_destination = validate14;
const schema15 = {"type":"object","required":["dataObject"],"properties":{"dataObject":{"type":"array","contains":{"const":"destination"}}}};

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.dataObject === undefined) || (!(func0.call(data, "dataObject")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "dataObject"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.dataObject !== undefined && func0.call(data, "dataObject")){
let data0 = data.dataObject;
if(Array.isArray(data0)){
const _errs3 = errors;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs4 = errors;
if("destination" !== data0[i0]){
const err1 = {instancePath:instancePath+"/dataObject/" + i0,schemaPath:"#/properties/dataObject/contains/const",keyword:"const",params:{allowedValue: "destination"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var valid1 = _errs4 === errors;
if(valid1){
break;
}
}
if(!valid1){
const err2 = {instancePath:instancePath+"/dataObject",schemaPath:"#/properties/dataObject/contains",keyword:"contains",params:{minContains: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
}
else {
const err3 = {instancePath:instancePath+"/dataObject",schemaPath:"#/properties/dataObject/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}

export const visible_profileType = validate15;
const schema16 = {"type":"object","required":["dataObject"],"properties":{"dataObject":{"type":"array","contains":{"const":"profileType"}}}};

function validate15(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.dataObject === undefined) || (!(func0.call(data, "dataObject")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "dataObject"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.dataObject !== undefined && func0.call(data, "dataObject")){
let data0 = data.dataObject;
if(Array.isArray(data0)){
const _errs3 = errors;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs4 = errors;
if("profileType" !== data0[i0]){
const err1 = {instancePath:instancePath+"/dataObject/" + i0,schemaPath:"#/properties/dataObject/contains/const",keyword:"const",params:{allowedValue: "profileType"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var valid1 = _errs4 === errors;
if(valid1){
break;
}
}
if(!valid1){
const err2 = {instancePath:instancePath+"/dataObject",schemaPath:"#/properties/dataObject/contains",keyword:"contains",params:{minContains: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
}
else {
const err3 = {instancePath:instancePath+"/dataObject",schemaPath:"#/properties/dataObject/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate15.errors = vErrors;
return errors === 0;
}

export const visible_currentState = validate16;
const schema17 = {"type":"object","required":["dataObject"],"properties":{"dataObject":{"type":"array","contains":{"const":"currentState"}}}};

function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.dataObject === undefined) || (!(func0.call(data, "dataObject")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "dataObject"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.dataObject !== undefined && func0.call(data, "dataObject")){
let data0 = data.dataObject;
if(Array.isArray(data0)){
const _errs3 = errors;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs4 = errors;
if("currentState" !== data0[i0]){
const err1 = {instancePath:instancePath+"/dataObject/" + i0,schemaPath:"#/properties/dataObject/contains/const",keyword:"const",params:{allowedValue: "currentState"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var valid1 = _errs4 === errors;
if(valid1){
break;
}
}
if(!valid1){
const err2 = {instancePath:instancePath+"/dataObject",schemaPath:"#/properties/dataObject/contains",keyword:"contains",params:{minContains: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
}
else {
const err3 = {instancePath:instancePath+"/dataObject",schemaPath:"#/properties/dataObject/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate16.errors = vErrors;
return errors === 0;
}

export const visible_idleCodeId = validate17;
const schema18 = {"type":"object","required":["dataObject"],"properties":{"dataObject":{"type":"array","contains":{"const":"idleCodeId"}}}};

function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.dataObject === undefined) || (!(func0.call(data, "dataObject")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "dataObject"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.dataObject !== undefined && func0.call(data, "dataObject")){
let data0 = data.dataObject;
if(Array.isArray(data0)){
const _errs3 = errors;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs4 = errors;
if("idleCodeId" !== data0[i0]){
const err1 = {instancePath:instancePath+"/dataObject/" + i0,schemaPath:"#/properties/dataObject/contains/const",keyword:"const",params:{allowedValue: "idleCodeId"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var valid1 = _errs4 === errors;
if(valid1){
break;
}
}
if(!valid1){
const err2 = {instancePath:instancePath+"/dataObject",schemaPath:"#/properties/dataObject/contains",keyword:"contains",params:{minContains: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
}
else {
const err3 = {instancePath:instancePath+"/dataObject",schemaPath:"#/properties/dataObject/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}

export const visible_createdTime = validate18;
const schema19 = {"type":"object","required":["dataObject"],"properties":{"dataObject":{"type":"array","contains":{"const":"createdTime"}}}};

function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.dataObject === undefined) || (!(func0.call(data, "dataObject")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "dataObject"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.dataObject !== undefined && func0.call(data, "dataObject")){
let data0 = data.dataObject;
if(Array.isArray(data0)){
const _errs3 = errors;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs4 = errors;
if("createdTime" !== data0[i0]){
const err1 = {instancePath:instancePath+"/dataObject/" + i0,schemaPath:"#/properties/dataObject/contains/const",keyword:"const",params:{allowedValue: "createdTime"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var valid1 = _errs4 === errors;
if(valid1){
break;
}
}
if(!valid1){
const err2 = {instancePath:instancePath+"/dataObject",schemaPath:"#/properties/dataObject/contains",keyword:"contains",params:{minContains: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
}
else {
const err3 = {instancePath:instancePath+"/dataObject",schemaPath:"#/properties/dataObject/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate18.errors = vErrors;
return errors === 0;
}

export const validators = {"values":values,"visible/jsonBody":visible_jsonBody,"visible/eventId":visible_eventId,"visible/eventSpecVersion":visible_eventId,"visible/eventType":visible_eventId,"visible/eventSource":visible_eventId,"visible/eventTime":visible_eventId,"visible/identityType":visible_eventId,"visible/identity":visible_eventId,"visible/dataObject":visible_eventId,"visible/agentId":visible_agentId,"visible/destination":visible_destination,"visible/profileType":visible_profileType,"visible/currentState":visible_currentState,"visible/idleCodeId":visible_idleCodeId,"visible/createdTime":visible_createdTime}
